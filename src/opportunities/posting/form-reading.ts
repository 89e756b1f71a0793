import type { Ctx } from '../../context.ts'
import type { Issue } from '../../errors.ts'
import type { Typed } from '../schema.ts'
import { sortForm } from './schema.ts'

const actions = ['draft', 'preview', 'edit', 'submit'] as const
type Action = (typeof actions)[number]

/** A form as it was posted: what is typed, what is asked, and what goes along with it. */
export type Given = {
  id: string
  action: Action
  typed: Typed
  control: { base: string; version: number; stamp: string }
  email: string
  /** Filled in by programs only. */
  homepage: string
  issues: Issue[]
}

const ID = /^opp_[0-9a-z]{1,40}$/
const CONTROLS = ['id', 'base', 'version', 'stamp', 'action', 'email', 'homepage']

/** Fields that are none of ours are told and change nothing. The id of the address counts before that of the form. */
export function formOf(ctx: Ctx, form: URLSearchParams, ownId?: string): Given {
  const { typed, control, strange } = sortForm(form, CONTROLS)
  const { id = '', base = '', version = '', stamp = '', email = '', homepage = '' } = control
  return {
    id: ownId ?? (ID.test(id) ? id : ctx.newId('opp')),
    action: actions.find((action) => action === control.action) ?? 'preview',
    typed,
    control: { base: base.slice(0, 60), version: /^\d{1,9}$/.test(version) ? Number(version) : 0, stamp },
    email,
    homepage,
    issues: strange.map((path) => ({
      path: path.slice(0, 60),
      message: 'The form has no such field, or it came twice',
    })),
  }
}
