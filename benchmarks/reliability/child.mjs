/** Runs one program with one writer: `node child.mjs <writer> <program> <options as JSON>`. */
import { writeFileSync } from 'node:fs';
import { PROGRAMS } from './programs.mjs';
import { WRITERS } from './writers.mjs';

const [writer, program, json] = process.argv.slice(2);
const options = JSON.parse(json);
const report = await PROGRAMS[program](WRITERS[writer].open, options);
if (options.report !== undefined) {
  writeFileSync(options.report, JSON.stringify(report ?? {}));
  process.exit(0);
}
