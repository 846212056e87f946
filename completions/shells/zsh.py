"""The completion script of zsh: a file `_ressio` in a folder of `fpath`."""

from __future__ import annotations

from rows import Row

from shells import posix

_ENGINE = r"""
_ressio_read() {    # the command that is meant, the option that awaits its value, how many arguments stand there
    local word
    row= waits= plain= folder= count=0
    _ressio_row ''
    for word in "${(@Q)words[2,CURRENT-1]}"; do    # without quotes; nothing in it is expanded
        if [[ -n $waits ]]; then
            [[ $waits == -C || $waits == --project ]] && folder=$word
            waits=
        elif [[ -n $plain ]]; then
            count=$((count + 1))
        elif [[ $word == -- ]]; then
            plain=1
        elif [[ $word == -C?* ]]; then
            folder=${word#-C}
        elif [[ $word == --project=* ]]; then
            folder=${word#*=}
        elif [[ $word == -* ]]; then
            [[ " ${flags[*]} " == *" $word= "* ]] && waits=$word
        elif [[ $count == 0 && " ${subcommands[*]} " == *" $word "* ]]; then
            row=${row:+$row }$word
            _ressio_row "$row"
        else
            count=$((count + 1))
        fi
    done
}

_ressio_ids() {    # the ids of a kind, from the project that -C names on this line
    [[ $folder == '~' || $folder == '~/'* ]] && folder=$HOME${folder#'~'}
    [[ -n $folder ]] && local -x RESSIO_DIR=$folder
    choices+=(${(f)"$(command ressio __complete "$1" 2>/dev/null </dev/null)"})
}

_ressio() {
    local row waits plain folder count kind suffix place writes
    local -a subcommands flags choices
    _ressio_read
    kind= suffix= place= choices=()
    if [[ -n $waits ]]; then
        _ressio_value "$row" "$waits"
    elif [[ -z $plain && $PREFIX == --*=* ]]; then
        _ressio_value "$row" "${PREFIX%%=*}"
        compset -P '--[^=]#='
    elif [[ -z $plain && $PREFIX == -* ]]; then
        choices=("${(@)flags%=}")
    elif [[ $count == 0 && ${#subcommands[@]} != 0 ]]; then
        choices=("${subcommands[@]}")
    else
        _ressio_value "$row" "$((count + 1))"
    fi
    case $place in
        files) _files; return ;;
        folders) _path_files -/; return ;;
    esac
    [[ -n $kind ]] && _ressio_ids "$kind"
    if [[ -n $suffix ]]; then
        compadd -S "$suffix" -a choices
    else
        compadd -a choices
    fi
}

if [[ $funcstack[1] == _ressio ]]; then
    _ressio "$@"    # loaded from fpath
else
    compdef _ressio ressio    # sourced
fi
"""


def script(rows: list[Row]) -> str:
    """The script."""
    return f"#compdef ressio\n# Completion of ressio for zsh.\n#\n{posix.ABOUT}\n{posix.tables(rows)}\n{_ENGINE}"
