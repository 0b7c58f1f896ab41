/** Where every contestant writes: lines are counted, and the last one kept for the checks. */
export function createSink() {
  return {
    name: 'null',
    lines: 0,
    chars: 0,
    last: '',
    write(line) {
      this.lines += 1;
      this.chars += line.length;
      this.last = line;
    },
  };
}
