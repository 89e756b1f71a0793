const WIDTH = 30
const LONG = 200

type Output = { isTTY?: boolean; write(text: string): unknown }

/** Shows how far long work has come: a bar on a terminal, else a line at every tenth. Short work shows nothing. */
export function showProgress(output: Output): (done: number, total: number) => void {
  let tenth = 0
  return (done, total) => {
    if (total <= LONG) return
    if (output.isTTY)
      return void output.write(`\r${bar(done / total)} ${done} of ${total}${done === total ? '\n' : ''}`)
    const reached = Math.floor((done * 10) / total)
    if (reached > tenth) output.write(`${reached * 10} % (${done} of ${total})\n`)
    tenth = reached
  }
}

function bar(share: number): string {
  const full = Math.round(share * WIDTH)
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}]`
}
