import { expect, test } from 'vitest'
import { organizationCalled } from '../support/sign-in.ts'
import { createWorld } from '../support/world.ts'
import { moderator, submitted } from './given.ts'

test('an edit shows what changed, word by word, beside the whole page', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'Research fellow', bodyHtml: '<p>Weigh the claims.</p>' })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  const edit = await submitted(world, {
    ...first,
    title: 'Senior fellow',
    bodyHtml: '<p>Weigh <a href="https://x.test/">the claims</a>.</p>',
  })
  const html = await (await mod.get(`/moderation/${edit.revisionId}`)).text()
  expect(html).toContain('What changed since it was approved')
  expect(html).toMatch(/<del><span class="visually-hidden">removed: <\/span>Research</)
  expect(html).toMatch(/<ins><span class="visually-hidden">added: <\/span>Senior</)
  expect(html).toContain('(https://x.test/)')
  expect(html).toContain('<h2>Senior fellow</h2>')
})

test('what was sent back shows what its author changed since, and why it was', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const first = await submitted(world, { title: 'Helper' })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'changes_asked', reason: 'Say what one does' })
  const again = await submitted(world, { ...first, title: 'Research helper' })
  const html = await (await mod.get(`/moderation/${again.revisionId}`)).text()
  expect(html).toContain('What changed since it was sent back')
  expect(html).toContain('<q>Say what one does</q>')
  expect(html).toMatch(/added: <\/span>Research/)
})

test('duplicates stand side by side: by the link, by the title, public and waiting', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const organizationId = await organizationCalled(world, 'Northlight Institute')
  const applyUrl = 'https://northlight.test/apply'
  const first = await submitted(world, { organizationId, title: 'Research fellow in evaluation', applyUrl })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  await submitted(world, { organizationId, title: 'Research fellows in evaluation' })
  await submitted(world, { title: 'Something else altogether' })
  const again = await submitted(world, { title: 'Fellow', applyUrl })
  const html = await (await mod.get(`/moderation/${again.revisionId}`)).text()
  expect(html).toContain('May be here already')
  expect(html).toContain('the same place to apply')
  expect(html).not.toContain('Something else altogether')
  const near = await submitted(world, { organizationId, title: 'Research fellow in evaluations' })
  const beside = await (await mod.get(`/moderation/${near.revisionId}`)).text()
  expect(beside.match(/the same organization, about this title/g)).toHaveLength(2)
  expect(beside).toContain('<span class="kind">waiting</span>')
})

test('two without a link are no duplicates, and a summary made of the text stands on both sides', async () => {
  const world = await createWorld()
  const mod = await moderator(world)
  const organizationId = await organizationCalled(world, 'Northlight Institute')
  const text = { bodyHtml: '<p>You run the evaluations of one lab.</p>' }
  const first = await submitted(world, { organizationId, title: 'Evaluator of models', ...text })
  await mod.post(`/moderation/${first.revisionId}/decision`, { verdict: 'approved' })
  const other = await submitted(world, { organizationId, title: 'Accountant' })
  expect(await (await mod.get(`/moderation/${other.revisionId}`)).text()).not.toContain('May be here already')
  await submitted(world, { organizationId, title: 'Evaluators of models', ...text })
  const again = await submitted(world, { organizationId, title: 'Evaluator of models', ...text })
  const html = await (await mod.get(`/moderation/${again.revisionId}`)).text()
  expect(html).toContain('May be here already')
  expect(html).not.toContain('<th scope="row">Summary</th>')
  expect(html).toContain('All 6 that we compare are the same.')
  expect(html).toContain('5 more are the same.')
  expect(html).toContain('No link: readers press “I’m interested”.')
})
