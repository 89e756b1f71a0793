/** What was just done, as `?done=` names it, in the words of the page; what it has no words for is not said. */
export const Done = ({ done = '', words }: { done?: string; words: Readonly<Record<string, string>> }) =>
  Object.hasOwn(words, done) && (
    <p role="status" class="done">
      {words[done]}
    </p>
  )
