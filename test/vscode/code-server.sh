#!/bin/sh
# The executable that runTests() is given where no desktop VS Code is at hand: codeServer.ts under
# the Node of node_modules, whichever Node comes first on the path.
here=$(dirname "$0")
exec "$here/../../node_modules/.bin/node" "$here/codeServer.ts" "$@"
