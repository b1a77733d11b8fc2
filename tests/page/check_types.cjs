// What TypeScript says of the client's rooms, and what it knows of their names; see test_client_types.py.
// Arguments: the folder of the rooms, and the folder of vue's types. Prints JSON.
const path = require("path");
const ts = require("typescript");

const [folder, vue] = process.argv.slice(1);
const { config } = ts.readConfigFile(path.join(folder, "jsconfig.json"), ts.sys.readFile);
const told = [];
const place = (file, start) => {
  const { line } = file.getLineAndCharacterOfPosition(start);
  return `${path.basename(file.fileName)}:${line + 1}`;
};
const parsed = ts.parseJsonConfigFileContent(
  { ...config, compilerOptions: { ...config.compilerOptions, allowJs: true, noImplicitAny: true, paths: { vue: [vue] } } }, ts.sys, folder);
const program = ts.createProgram(parsed.fileNames, parsed.options);
const rooms = program.getSourceFiles().filter((file) => path.dirname(file.fileName) === path.resolve(folder) && file.fileName.endsWith(".js"));
const sentence = (one) => `${one.file ? `${place(one.file, one.start)}: ` : ""}${ts.flattenDiagnosticMessageText(one.messageText, " ")}`;

// Whether a room hands out a function whose types nobody has told, where TypeScript says that they are none.
const isHandedOut = ({ file, start }) => {
  const top = file.statements.find((statement) => statement.pos <= start && start < statement.end);
  const functions = [top, ...(top.declarationList?.declarations || []).map(({ initializer }) => initializer)];
  return top.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
    && functions.some((made) => made?.parameters?.some(({ pos, end }) => pos <= start && start < end));
};
const isImplicit = ({ code }) => code >= 7000 && code < 7100;
told.push(...ts.getPreEmitDiagnostics(program).filter((one) => !isImplicit(one) || isHandedOut(one)).map(sentence));

// What is declared at the top of each room, and who reaches for a browser's thing of the same name.
const owners = new Map();
for (const file of rooms) {
  for (const statement of file.statements) {
    const names = [];
    const take = (name) => { if (ts.isIdentifier(name)) names.push(name.text); else name.elements.forEach((part) => take(part.name)); };
    if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach((one) => take(one.name));
    else if (statement.name) take(statement.name);
    for (const name of names) {
      if (owners.has(name)) told.push(`${place(file, statement.getStart())}: "${name}" stands in ${owners.get(name)} too`);
      owners.set(name, path.basename(file.fileName));
    }
  }
}
const checker = program.getTypeChecker();
for (const file of rooms) {
  const look = (node) => {
    if (ts.isIdentifier(node) && owners.has(node.text) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent) ? checker.getShorthandAssignmentValueSymbol(node.parent) : checker.getSymbolAtLocation(node);
      const strange = symbol?.declarations?.every((one) => one.getSourceFile().fileName.includes("/typescript/lib/"));
      const named = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
      if (strange && !named && !ts.isBindingElement(node.parent) && !ts.isTypeNode(node.parent)) {
        told.push(`${place(file, node.getStart())}: "${node.text}" is the browser's here, and ${owners.get(node.text)}'s once the rooms are joined`);
      }
    }
    ts.forEachChild(node, look);
  };
  look(file);
}
console.log(JSON.stringify({ told, names: [...owners].length, rooms: rooms.length }));
