import { KeysDialog } from '../ui/keys-dialog.tsx'

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
    <KeysDialog id="moderation-keys" keys={keys} />
  </>
)
