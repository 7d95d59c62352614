# bash completion for kith. It needs no other package. What may stand on the line,
# and how it is quoted, kith says: a line with an option of compopt, or an empty
# one, and a line for each word. Nothing that was typed or proposed is evaluated.
_kith() {
    local program=$1 option= line
    [[ $program == '~/'* ]] && program=$HOME/${program:2}
    COMPREPLY=()
    {
        IFS= read -r option
        while IFS= read -r line; do
            COMPREPLY+=("$line")
        done
    } < <("$program" __complete-bash "${COMP_LINE:0:COMP_POINT}" "$2" "$COMP_TYPE" "$COLUMNS" 2>/dev/null)
    if [[ -n $option ]]; then
        compopt -o "$option" 2>/dev/null # which the bash of macOS does not have
    fi
}
complete -F _kith kith
