/** The interpreter that the tests' modules are made for. Loaded in the extension host, too. */
import { existsSync } from "node:fs";

const debianPython = "/usr/bin/python3";

/** The interpreter that has pytest: Debian's where there is one, else the first on the path. */
export const pytestInterpreter = existsSync(debianPython) ? debianPython : "python3";
