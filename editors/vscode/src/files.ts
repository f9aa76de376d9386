// Which open files are files of shots: those that the setting `promptkit.files` names.

import * as vscode from "vscode";

export function selector(): { scheme: string; pattern: string }[] {
  const globs = vscode.workspace.getConfiguration("promptkit").get<string[]>("files", []);
  return globs.map((pattern) => ({ scheme: "file", pattern }));
}

export function isShotFile(document: vscode.TextDocument): boolean {
  return vscode.languages.match(selector(), document) > 0;
}

export function settingsWatcher(): vscode.FileSystemWatcher {
  // Own rules are YAML that the settings name.
  return vscode.workspace.createFileSystemWatcher("**/{promptkit.toml,pyproject.toml,*rules*/*.{yaml,yml},*rules*.{yaml,yml}}");
}
