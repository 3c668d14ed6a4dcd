# >>> baseten-key-guard: stops Baseten API keys (`npx baseten-key-guard uninstall` takes this out) >>>
baseten_key_guard=node_modules/baseten-key-guard
# Two lines of it must be there to read: of less, as of a folder, some shells make a script that ends with 0.
baseten_key_guard_is_there() {
  {
    read -r baseten_key_guard_line && read -r baseten_key_guard_line && [ -n "$baseten_key_guard_line" ]
  } <"$baseten_key_guard/hooks/run"
} 2>/dev/null
if ! baseten_key_guard_is_there; then
  # A worktree without a node_modules of its own, or a package outside the repository: as `install` recorded it.
  baseten_key_guard_record=.git/baseten-key-guard/package
  if [ ! -f "$baseten_key_guard_record" ]; then
    baseten_key_guard_record=$(git rev-parse --git-common-dir)/baseten-key-guard/package || :
  fi
  baseten_key_guard=$(cat "$baseten_key_guard_record" 2>/dev/null) || :
fi
if ! baseten_key_guard_is_there; then
  echo "baseten-key-guard: its package is not installed here. Git is stopped." >&2
  echo "Run \`npm install\` (Yarn PnP: \`yarn baseten-key-guard install\`), then try again." >&2
  echo "To do without it, take its lines out of $0" >&2
  exit 2
fi
sh "$baseten_key_guard/hooks/run" pre-commit "$@" || exit
# <<< baseten-key-guard <<<
