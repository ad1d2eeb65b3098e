import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { openDouble, SHOP } from './double.fixture.ts'
import { openValidator } from './schema/validate.ts'

async function openReceiver() {
  const heard: { headers: Record<string, unknown>; body: string }[] = []
  const server = createServer(async (request, response) => {
    heard.push({ headers: request.headers, body: await text(request) })
    response.writeHead(202).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/github` }
}

test('a delivery is signed over its raw body', async () => {
  const double = await openDouble()
  const { heard, url } = await openReceiver()
  double.world.openIssue(SHOP, { title: 'Grüße' })
  const payload = double.webhooks.issues(SHOP, 1, 'opened')
  const delivered = await double.webhooks.deliver('issues', payload, { url, secret: 'hush' })
  expect(delivered.status).toBe(202)
  const [{ headers, body }] = heard as [(typeof heard)[0]]
  expect(headers).toMatchObject({
    'x-github-event': 'issues',
    'x-github-delivery': delivered.deliveryId,
    'x-hub-signature-256': `sha256=${createHmac('sha256', 'hush').update(body).digest('hex')}`,
  })
  expect(JSON.parse(body)).toMatchObject({ action: 'opened', issue: { title: 'Grüße' } })

  const again = { url, secret: 'hush', deliveryId: delivered.deliveryId, signature: null }
  await double.webhooks.deliver('issues', payload, again)
  expect(heard[1]!.headers['x-github-delivery']).toBe(delivered.deliveryId)
  expect(heard[1]!.headers).not.toHaveProperty('x-hub-signature-256')
})

test('every payload is as GitHub describes it', async () => {
  const { world, webhooks } = await openDouble()
  world.openIssue(SHOP, { title: 'Issue', labels: ['bug'] })
  await world.openPull(SHOP, { title: 'Pull', head: 'topic', files: { 'a.txt': '1' } })
  const comment = world.comment(SHOP, 1, { body: 'Hello' })
  const review = world.review(SHOP, 2, { state: 'APPROVED', body: 'Fine' })
  const run = world.setCheckRun(SHOP, 'topic', { name: 'test' })
  const payloads: Record<string, unknown> = {
    ping: webhooks.ping(SHOP),
    'issues-opened': webhooks.issues(SHOP, 1, 'opened'),
    'issue-comment-created': webhooks.issueComment(SHOP, comment, 'created'),
    'pull-request-opened': await webhooks.pullRequest(SHOP, 2, 'opened'),
    'pull-request-synchronize': await webhooks.pullRequest(SHOP, 2, 'synchronize'),
    'pull-request-review-submitted': webhooks.pullRequestReview(SHOP, review, 'submitted'),
    'check-run-completed': webhooks.checkRun(SHOP, run, 'completed'),
  }
  world.closeIssue(SHOP, 1)
  payloads['issues-closed'] = webhooks.issues(SHOP, 1, 'closed')
  world.reopenIssue(SHOP, 1)
  payloads['issues-reopened'] = webhooks.issues(SHOP, 1, 'reopened')
  await world.mergePull(SHOP, 2)
  payloads['pull-request-closed'] = await webhooks.pullRequest(SHOP, 2, 'closed')

  const validator = openValidator()
  expect(Object.keys(payloads).sort()).toEqual(Object.keys(validator.description.webhooks).sort())
  for (const [name, payload] of Object.entries(payloads)) {
    expect(validator.webhook(name, payload), name).toBeUndefined()
  }
})
