/** The notebooks that SnakeBridge runs, as VS Code names them. */
export const notebookType = "jupyter-notebook";
