/** The text of a mail as it came, its addresses as links. */
export const Letter = ({ text }: { text: string }) => <pre class="letter">{linked(text)}</pre>

const linked = (text: string) =>
  text.split(/(https?:\/\/\S+)/).map((part, i) =>
    i % 2 ? (
      <a key={part} href={part}>
        {part}
      </a>
    ) : (
      part
    ),
  )
