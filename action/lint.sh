#!/usr/bin/env bash
# Runs kubeplan lint as the inputs of the action ask. What it came to is the output `status`, so that the comment is
# written whatever it is; the last step of the action ends with it.
set -uo pipefail
report="${RUNNER_TEMP:?}"
words=(--format github --format "markdown=$report/kubeplan.md" --format "json=$report/kubeplan.json")
rm -f "$report/kubeplan.md" "$report/kubeplan.json"
if [ -n "${CONFIG:-}" ]; then words+=(--config "$CONFIG"); fi
if [ -n "${BASELINE:-}" ]; then words+=(--baseline "$BASELINE"); fi
if [ -n "${SINCE:-}" ]; then words+=(--since "$SINCE"); fi
if [ -n "${SARIF:-}" ]; then words+=(--format "sarif=$SARIF"); fi
while IFS= read -r folder; do
  if [ -n "$folder" ]; then words+=(-k "$folder"); fi
done <<< "${KUSTOMIZATIONS:-}"
paths=()
while IFS= read -r path; do
  if [ -n "$path" ]; then paths+=("$path"); fi
done <<< "${PATHS:-.}"

status=0
kubeplan lint "${words[@]}" -- "${paths[@]}" || status=$?
echo "status=$status" >> "${GITHUB_OUTPUT:?}"
