#!/bin/sh
# Scans many repositories at once, and merges what is found into one SARIF file. The names or addresses of the
# repositories come on standard input, one a line:
#
#     sh fleet.sh <folder> [options of the scan…] < repositories.txt
#
# The folder gets a SARIF file and a log for each repository, and merged.sarif. A folder of this machine is scanned
# where it is; anything else is cloned, scanned and removed. Without options the whole history is scanned.
#
# JOBS says how many at a time (4). Exits 0 where nothing was found, 1 where a key was, 2 where any could not be
# scanned: what the others found is in merged.sarif all the same.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
program=$here/../dist/bin.cjs

if [ "${1-}" = --one ]; then
  # One line of the list, `<number> <repository>`. The status goes into a file too: xargs tells only whether all are 0.
  folder=$2 line=$3
  shift 3
  number=${line%% *}
  repository=${line#* }
  name=$number-$(basename -- "$repository" .git | tr -c 'A-Za-z0-9._\n-' '-')
  clone=
  trap 'if [ -n "$clone" ]; then rm -rf -- "$clone"; fi' EXIT
  echo 2 >"$folder/$name.status"
  exec >"$folder/$name.log" 2>&1
  if [ ! -d "$repository" ]; then
    clone=$(mktemp -d)
    git clone --quiet --mirror -- "$repository" "$clone"
    repository=$clone
  fi
  cd -- "$repository"
  status=0
  node "$program" "$@" --report "sarif:$folder/$name.sarif" || status=$?
  echo "$status" >"$folder/$name.status"
  exit "$status"
fi

if [ $# -lt 1 ]; then
  echo "Usage: fleet.sh <folder> [options of the scan…] < repositories.txt" >&2
  exit 2
fi
folder=$1
shift
[ $# -gt 0 ] || set -- --history
mkdir -p -- "$folder"
folder=$(CDPATH='' cd -- "$folder" && pwd)
rm -f -- "$folder"/*.sarif "$folder"/*.status "$folder"/*.log

list=$folder/repositories
awk 'NF { printf "%04d %s\n", ++number, $0 }' >"$list"
asked=$(wc -l <"$list")
tr '\n' '\0' <"$list" | xargs -0 -P "${JOBS:-4}" -I LINE sh "$0" --one "$folder" LINE "$@" || true

worst=0
answered=0
for file in "$folder"/*.status; do
  [ -e "$file" ] || continue
  answered=$((answered + 1))
  case $(cat -- "$file") in
    0) ;;
    1)
      echo "found: ${file%.status}.log" >&2
      [ "$worst" -ne 0 ] || worst=1
      ;;
    *)
      echo "not scanned: ${file%.status}.log" >&2
      worst=2
      ;;
  esac
done
set -- "$folder"/*.sarif
if [ -e "$1" ]; then node "$here/merge-sarif.mjs" "$folder/merged.sarif" "$@"; fi
if [ "$asked" -eq 0 ] || [ "$answered" -ne "$asked" ]; then
  echo "asked for $asked repositories, scanned $answered" >&2
  worst=2
fi
exit "$worst"
