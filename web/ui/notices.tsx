import type { Notice } from '../../src/search/schema.ts'

/** What was wrong with parts of an address; the rest of it was taken. */
export function Notices({ notices }: { notices: Notice[] }) {
  if (!notices.length) return null
  return (
    <div class="notices" role="status">
      <p>Left out:</p>
      <ul>
        {notices.map(({ path, message }) => (
          <li key={path + message}>
            <b>{path}</b>: {message}.
          </li>
        ))}
      </ul>
    </div>
  )
}
