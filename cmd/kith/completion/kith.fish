# fish completion for kith. What was typed is not evaluated, and fish quotes what is
# proposed. The last line that kith says is a colon and a number: 1 trouble, 4 no files.
function __kith_complete
    set -l words (commandline -opc)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    set -l typed (commandline -ct)
    set -l word (string unescape -- $typed)
    or set word (string trim --left --chars '"\'' -- $typed) # a quote that is still open
    set -l said ($program __complete $words[2..-1] "$word" 2>/dev/null)
    set -l directive (string sub --start 2 -- $said[-1])
    test (math "bitand($directive, 1)") -eq 0
    or return
    set -l flag (string match -r -- '^-[^=]*=' "$word")
    if test (count $said) -gt 1
        for line in $said[1..-2]
            printf '%s%s\n' "$flag" "$line"
        end
    else if test (math "bitand($directive, 4)") -eq 0
        __fish_complete_path (string replace -- "$flag" '' "$word")
    end
end
complete -c kith -e
complete -c kith -f -a '(__kith_complete)'
