/** Rows as aligned columns; the first is text, the others are figures. */
export function printTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const lines = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const print = (line: readonly string[]) =>
    console.log(
      `  ${line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')}`,
    )
  print(lines[0]!)
  print(widths.map((width) => '-'.repeat(width)))
  for (const line of lines.slice(1)) print(line)
}
