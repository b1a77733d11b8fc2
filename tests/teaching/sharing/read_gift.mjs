// Reads GIFT from the standard input with the parser named as argument and prints it as JSON.
import { readFileSync } from "node:fs";

const { parse } = await import(process.argv[2]);
console.log(JSON.stringify(parse(readFileSync(0, "utf8"))));
