/** A set-up whose lines stay in memory. */
import { getLogger, type Logger, type Logging, type LoggingOptions, setupLogging } from '../../src/index.js';
import type { Transport } from '../../src/transport/transport.js';

/** A transport that keeps its lines. */
export class MemoryTransport implements Transport {
  readonly lines: string[] = [];

  constructor(readonly name = 'memory') {}

  write(line: string): void {
    this.lines.push(line);
  }

  async flush(): Promise<void> {}

  async close(): Promise<void> {}
}

// biome-ignore lint/suspicious/noExplicitAny: the members of a parsed line are what each test says they are
export type Line = Record<string, any>;

export interface Lab {
  readonly logging: Logging;
  readonly log: Logger;
  readonly lines: string[];
  /** The line written last, parsed. */
  last(): Line;
  /** What `work` wrote, parsed. */
  written(work: () => void): Line[];
}

/** Sets logging up from these options alone: JSON into memory, and nothing of the environment. */
export function setUp(options: LoggingOptions = {}, name = 'test'): Lab {
  const memory = new MemoryTransport();
  const logging = setupLogging({
    env: {},
    format: 'json',
    console: false,
    transports: [memory],
    force: true,
    ...options,
  });
  const { lines } = memory;
  lines.length = 0;
  const parse = (line: string | undefined): Line => JSON.parse(line ?? 'nothing was written') as Line;
  return {
    logging,
    log: getLogger(name),
    lines,
    last: () => parse(lines.at(-1)),
    written(work) {
      const from = lines.length;
      work();
      return lines.slice(from).map(parse);
    },
  };
}

/** The same with text lines, without their header: `message key=value`. */
export function setUpText(options: LoggingOptions = {}, name = 'test'): Lab & { text(): string } {
  const lab = setUp({ format: { type: 'text', template: '%(message)s' }, ...options }, name);
  return { ...lab, text: () => lab.lines.at(-1) ?? 'nothing was written' };
}
