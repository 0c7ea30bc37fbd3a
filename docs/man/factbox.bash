# bash completion for factbox. Verbs and options are read from the program's own --help, so that nothing can drift.
_factbox() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} verb='' program=${COMP_WORDS[0]}
  COMPREPLY=()
  ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[1]} != -* ]] && verb=${COMP_WORDS[1]}
  case $previous in
    --format) mapfile -t COMPREPLY < <(compgen -W 'auto txt html json jsonl' -- "$word") ;;
    --offsets) mapfile -t COMPREPLY < <(compgen -W 'codepoint byte utf16' -- "$word") ;;
    --title-in-text) mapfile -t COMPREPLY < <(compgen -W 'yes no' -- "$word") ;;
    --field) mapfile -t COMPREPLY < <(compgen -W 'article people organizations places numbers dates quotes events' -- "$word") ;;
    --model) mapfile -t COMPREPLY < <(compgen -W 'news open' -- "$word"; compgen -f -X '!*.model' -- "$word") ;;
    --from | --gold-format) mapfile -t COMPREPLY < <(compgen -W 'auto gold conll brat geowebnews lgl timeml doccano label-studio spacy' -- "$word") ;;
    --to) mapfile -t COMPREPLY < <(compgen -W 'gold articles conll brat label-studio' -- "$word") ;;
    --without) mapfile -t COMPREPLY < <(compgen -W 'words shapes affixes lists contexts document rules' -- "$word") ;;
    --data) [[ -z $verb ]] || mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    -j | --jobs | --at | --item | --max-document-mb) ;;
    *)
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$("$program" $verb --help 2>/dev/null | grep -oE '^  -[^ ]+' | tr ',' ' ')" -- "$word")
      elif ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W "$("$program" --help 2>/dev/null | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p')" -- "$word")
      else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
      fi
      ;;
  esac
}
complete -o filenames -F _factbox factbox
