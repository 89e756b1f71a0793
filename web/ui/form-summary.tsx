import type { Issue } from '../../src/errors.ts'

/** What to change, above a form that was refused: it takes focus, and leads to each field. */
export const FormSummary = ({ issues, labels }: { issues: Issue[]; labels: Record<string, string> }) =>
  issues.length > 0 && (
    <div class="summary" role="alert" tabIndex={-1} autofocus>
      <p>
        <b>Nothing was saved yet.</b> What you typed is still here.
      </p>
      <ul>
        {issues.map(({ path, message }) => (
          <li key={path + message}>
            {labels[path] ? (
              <>
                <a href={`#${path}`}>{labels[path]}</a>: {message}
              </>
            ) : (
              message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
