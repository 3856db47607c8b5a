"""Scripts that make a shell ask `r2k` for completions."""

from __future__ import annotations

SHELLS = ("bash", "zsh", "fish")

_BASH = r"""# r2k completion for bash: source this file, or put it into ~/.local/share/bash-completion/completions/r2k
_r2k_complete() {
    local line IFS=$'\n'
    COMPREPLY=()
    while read -r line; do
        case $line in
            "@file") compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")) ;;
            "@joined") compopt -o nospace 2>/dev/null ;;
            *) COMPREPLY+=("${line%%$'\t'*}") ;;
        esac
    done < <("${COMP_WORDS[0]}" __complete bash "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -F _r2k_complete r2k
"""

_ZSH = r"""#compdef r2k
# r2k completion for zsh: put this file as _r2k into a folder of $fpath, or: source <(r2k completion zsh)
_r2k() {
    local line joined='' files=''
    local -a names shown
    while IFS= read -r line; do
        case $line in
            @file) files=1 ;;
            @joined) joined=1 ;;
            *)
                names+=("${line%%$'\t'*}")
                shown+=("${line/$'\t'/ -- }")
                ;;
        esac
    done < <("${words[1]}" __complete zsh "${(@)words[2,CURRENT]}" 2>/dev/null)
    if (( $#names )); then
        if [[ -n $joined ]]; then compadd -S '' -l -d shown -a names; else compadd -l -d shown -a names; fi
    fi
    if [[ -n $files ]]; then
        [[ $PREFIX == --*=* ]] && compset -P '*='
        _files
    fi
    return 0
}
if [[ $funcstack[1] == _r2k ]]; then
    _r2k "$@"
else
    compdef _r2k r2k
fi
"""

_FISH = r"""# r2k completion for fish: put this file into ~/.config/fish/completions/r2k.fish
function __r2k_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] __complete fish $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case '@file'
                set -l parts (string match -r -- '^(--[^=]+=)(.*)$' "$current")
                if set -q parts[3]
                    string replace -r -- '^' "$parts[2]" (__fish_complete_path "$parts[3]")
                else
                    __fish_complete_path "$current"
                end
            case '@joined'
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c r2k -f -a '(__r2k_complete)'
"""
SCRIPTS = dict(zip(SHELLS, (_BASH, _ZSH, _FISH), strict=True))
