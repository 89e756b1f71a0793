const keys = [
  ['/', 'to the search'],
  ['j', 'to the next opportunity'],
  ['k', 'to the one before'],
  ['?', 'this help'],
] as const

/** What the keys do, and the switch that turns them off; opened by a script, unseen without one. */
export const KeysHelp = () => (
  <dialog id="keys" aria-labelledby="keys-title">
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
)
