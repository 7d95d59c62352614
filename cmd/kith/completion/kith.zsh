#compdef kith
# zsh completion for kith. Quotes are taken off what was typed without evaluating
# it, and zsh quotes what is proposed. The last line that kith says is a colon and a
# number: 1 trouble, 2 no space after the word, 4 no files.
_kith() {
    local program=${(Q)words[1]} line meaning
    local -a said found space
    local -i directive
    [[ $program == '~/'* ]] && program=$HOME/${program:2}
    said=("${(@f)$("$program" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    directive=${said[-1]#:}
    (( directive & 1 )) && return 1
    for line in "${(@)said[1,-2]}"; do
        [[ -z $line ]] && continue
        meaning=
        [[ $line == *$'\t'* ]] && meaning=:${line#*$'\t'}
        line=${${line%%$'\t'*}//\\/\\\\}
        found+=("${line//:/\\:}$meaning")
    done
    [[ $PREFIX == -*=* ]] && compset -P '*='
    (( directive & 2 )) && space=(-S '')
    if (( ${#found} )); then
        _describe kith found $space
    elif (( ! (directive & 4) )); then
        _files
    fi
}
if [[ ${funcstack[1]} == _kith ]]; then
    _kith # found by its name in fpath
else
    compdef _kith kith
fi
