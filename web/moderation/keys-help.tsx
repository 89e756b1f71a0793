const keys = [
  ['j', 'to the next one in the list'],
  ['k', 'to the one before'],
  ['Enter', 'opens it'],
  ['a', 'approves'],
  ['c', 'to the words that ask for changes'],
  ['r', 'to the reason for rejecting'],
  ['u', 'undoes the last decision'],
  ['?', 'this help'],
] as const

/** The button is shown by the script, as the keys are its work. */
export const ModerationKeysHelp = () => (
  <>
    <button id="keys-help" class="quiet small" type="button" hidden>
      Keys (?)
    </button>
    <dialog id="moderation-keys" aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl class="needs">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label class="switch">
        <input type="checkbox" checked /> Use these keys
      </label>
      <form method="dialog">
        <button class="button" type="submit">
          Close
        </button>
      </form>
    </dialog>
  </>
)
