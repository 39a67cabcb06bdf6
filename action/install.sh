#!/usr/bin/env bash
# Installs kubeplan: VERSION, the path of a packed one, or the version that this action is of.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
case "${VERSION:-}" in
  '') package="kubeplan@$(node -p 'require(process.argv[1]).version' "$here/../package.json")" ;;
  */* | *.tgz) package="$VERSION" ;;
  *) package="kubeplan@$VERSION" ;;
esac
npm install --global --no-audit --no-fund "$package"
