// One scenario by name: node conformance.mjs NAME. Ends with 0 when all it asserts holds.
import assert from 'node:assert/strict';
import Stripe from 'stripe';
import { connect, control, paid, pay, refused, sessionParams, stripe } from './client.mjs';

const scenarios = {
  async sessions() {
    const created = await stripe.checkout.sessions.create(sessionParams(9700, { expires_at: Math.floor(Date.now() / 1000) + 3600 }));
    assert.equal(created.object, 'checkout.session');
    assert.deepEqual([created.status, created.payment_status, created.payment_intent, created.amount_total], ['open', 'unpaid', null, 9700]);
    assert.equal(created.line_items, undefined);
    assert.match(created.lastResponse.requestId, /^req_/);
    assert.equal(created.lastResponse.apiVersion, Stripe.API_VERSION ?? created.lastResponse.apiVersion);

    const read = await stripe.checkout.sessions.retrieve(created.id, { expand: ['line_items.data.price.product'] });
    assert.equal(read.line_items.data[0].price.product.name, 'Skip permit');
    const lines = await stripe.checkout.sessions.listLineItems(created.id, { limit: 1 });
    assert.deepEqual([lines.data.length, lines.has_more, lines.data[0].amount_total], [1, false, 9700]);
    const changed = await stripe.checkout.sessions.update(created.id, { metadata: { order: '', ward: 'north' } });
    assert.deepEqual(changed.metadata, { ward: 'north' });

    const expired = await stripe.checkout.sessions.expire(created.id);
    assert.deepEqual([expired.status, expired.url], ['expired', null]);
    const again = await refused(stripe.checkout.sessions.expire(created.id));
    assert.ok(again instanceof Stripe.errors.StripeInvalidRequestError);
    assert.match(again.message, /Only Checkout Sessions with a status in \["open"\] can be expired/);

    const open = await stripe.checkout.sessions.create(sessionParams());
    assert.deepEqual((await stripe.checkout.sessions.list({ status: 'open' })).data.map(s => s.id), [open.id]);
    assert.deepEqual((await stripe.checkout.sessions.list({ status: 'expired' })).data.map(s => s.id), [created.id]);
  },

  async 'hosted page'() {
    const session = await stripe.checkout.sessions.create(sessionParams(12345));
    const declined = await pay(session.url, '4000000000000002');
    assert.equal(declined.status, 200);
    assert.match(declined.text, /role="alert"/);
    const failed = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    assert.deepEqual([failed.status, failed.payment_intent.status, failed.payment_intent.last_payment_error.code], ['open', 'requires_payment_method', 'card_declined']);

    const done = await pay(session.url, '4000008260000000');
    assert.equal(done.status, 303);
    assert.equal(done.location, session.success_url.replace('{CHECKOUT_SESSION_ID}', session.id));
    const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge.balance_transaction'] });
    const charge = after.payment_intent.latest_charge;
    assert.deepEqual([after.status, after.payment_status, after.url, after.customer_details.email], ['complete', 'paid', null, 'pat@example.com']);
    assert.deepEqual([charge.paid, charge.payment_method_details.card.last4, charge.payment_method_details.card.country], [true, '0000', 'GB']);
    assert.deepEqual([charge.balance_transaction.fee, charge.balance_transaction.net], [205, 12140]);
    assert.equal((await pay(session.url, '4000008260000000').catch(() => null)), null, 'A paid session shows no form.');
  },

  async 'payment intents'() {
    const ok = await stripe.paymentIntents.create({ amount: 1500, currency: 'gbp', confirm: true, payment_method: 'pm_card_visa', automatic_payment_methods: { enabled: true, allow_redirects: 'never' } });
    assert.deepEqual([ok.status, ok.amount_received], ['succeeded', 1500]);

    const declined = await refused(stripe.paymentIntents.create({ amount: 1500, currency: 'gbp', confirm: true, payment_method: 'pm_card_chargeDeclinedInsufficientFunds' }));
    assert.ok(declined instanceof Stripe.errors.StripeCardError);
    assert.deepEqual([declined.statusCode, declined.code, declined.decline_code, declined.payment_intent.status], [402, 'card_declined', 'insufficient_funds', 'requires_payment_method']);
    assert.match(declined.charge ?? declined.raw.charge, /^ch_/);

    const challenged = await stripe.paymentIntents.create({ amount: 1500, currency: 'gbp', confirm: true, payment_method: 'pm_card_authenticationRequired', return_url: 'http://127.0.0.1:9/back' });
    assert.deepEqual([challenged.status, challenged.next_action.type, challenged.next_action.redirect_to_url.return_url], ['requires_action', 'redirect_to_url', 'http://127.0.0.1:9/back']);
    assert.equal((await stripe.paymentIntents.cancel(challenged.id, { cancellation_reason: 'abandoned' })).status, 'canceled');
    const twice = await refused(stripe.paymentIntents.cancel(challenged.id));
    assert.deepEqual([twice.type, twice.code], ['StripeInvalidRequestError', 'payment_intent_unexpected_state']);

    const held = await stripe.paymentIntents.create({ amount: 5000, currency: 'gbp', capture_method: 'manual', confirm: true, payment_method: 'pm_card_gb' });
    assert.deepEqual([held.status, held.amount_capturable], ['requires_capture', 5000]);
    const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 3000 });
    assert.deepEqual([captured.status, captured.amount_received], ['succeeded', 3000]);
    const rows = await stripe.balanceTransactions.list({ source: captured.latest_charge });
    assert.deepEqual(rows.data.map(r => r.amount), [-2000, 5000]);

    const late = await stripe.paymentIntents.create({ amount: 700, currency: 'gbp' });
    assert.equal((await stripe.paymentIntents.update(late.id, { description: 'Late' })).description, 'Late');
    assert.equal((await stripe.paymentIntents.confirm(late.id, { payment_method: 'pm_card_gb' })).status, 'succeeded');
  },

  async refunds() {
    const session = await paid(10000);
    const charge = session.payment_intent.latest_charge;
    const part = await stripe.refunds.create({ payment_intent: session.payment_intent.id, amount: 4000, reason: 'requested_by_customer', metadata: { refund: '7' } });
    assert.deepEqual([part.status, part.amount, part.charge, part.metadata.refund], ['succeeded', 4000, charge.id, '7']);
    const over = await refused(stripe.refunds.create({ charge: charge.id, amount: 6001 }));
    assert.deepEqual([over.type, over.statusCode, over.param], ['StripeInvalidRequestError', 400, 'amount']);
    assert.match(over.message, /greater than unrefunded amount on charge/);
    await stripe.refunds.create({ charge: charge.id });
    const none = await refused(stripe.refunds.create({ charge: charge.id }));
    assert.equal(none.code, 'charge_already_refunded');
    const after = await stripe.charges.retrieve(charge.id, { expand: ['refunds'] });
    assert.deepEqual([after.refunded, after.amount_refunded, after.refunds.data.length], [true, 10000, 2]);
    assert.deepEqual((await stripe.refunds.list({ charge: charge.id })).data.map(r => r.amount), [6000, 4000]);
    const balance = await stripe.balance.retrieve();
    assert.equal(balance.available[0].amount + balance.pending[0].amount, 10000 - 170 - 10000);
  },

  async lists() {
    const made = [];
    for (let i = 0; i < 7; i++) made.unshift((await stripe.paymentIntents.create({ amount: 500 + i, currency: 'gbp', confirm: true, payment_method: 'pm_card_visa' })).id);
    const walked = [];
    for await (const intent of stripe.paymentIntents.list({ limit: 2 })) walked.push(intent.id);
    assert.deepEqual(walked, made);
    const some = await stripe.paymentIntents.list({ limit: 3, ending_before: made[4] });
    assert.deepEqual(some.data.map(i => i.id), made.slice(1, 4));
    const types = await stripe.events.list({ types: ['payment_intent.succeeded', 'charge.*'], limit: 100 }).autoPagingToArray({ limit: 1000 });
    assert.deepEqual([types.length, new Set(types.map(e => e.type)).size], [14, 2]);
    assert.equal((await stripe.charges.list({ payment_intent: made[3] })).data[0].payment_intent, made[3]);
    const future = Math.floor(Date.now() / 1000) + 1000;
    assert.equal((await stripe.charges.list({ created: { gte: future } })).data.length, 0);
    assert.equal((await stripe.charges.list({ created: { lt: future }, limit: 100 })).data.length, 7);
    const cursor = await refused(stripe.charges.list({ starting_after: 'ch_unknown' }));
    assert.deepEqual([cursor.code, cursor.param], ['resource_missing', 'starting_after']);
  },

  async errors() {
    const missing = await refused(stripe.charges.retrieve('ch_nothing'));
    assert.deepEqual([missing.type, missing.statusCode, missing.code, missing.param], ['StripeInvalidRequestError', 404, 'resource_missing', 'id']);
    const unknown = await refused(stripe.checkout.sessions.create(sessionParams(500, { line_items: [{ quantity: 1, size: 'L', price_data: { currency: 'gbp', unit_amount: 500, product_data: { name: 'x' } } }] })));
    assert.deepEqual([unknown.code, unknown.param], ['parameter_unknown', 'line_items[0][size]']);
    const small = await refused(stripe.checkout.sessions.create(sessionParams(29)));
    assert.equal(small.code, 'amount_too_small');
    const old = await refused(stripe.checkout.sessions.create(sessionParams(500, { ui_mode: 'hosted' })));
    assert.equal(old.param, 'ui_mode');
    const live = await refused(connect('sk_live_' + 'x'.repeat(24)).balance.retrieve());
    assert.ok(live instanceof Stripe.errors.StripeAuthenticationError);
    const place = await refused(stripe.customers.list());
    assert.equal(place.statusCode, 404);

    const fault = (kind, more = {}) => control('faults', { kind, match: { method: 'GET', path: '/v1/balance' }, ...more });
    await fault('429');
    assert.ok(await refused(stripe.balance.retrieve()) instanceof Stripe.errors.StripeRateLimitError);
    await fault('status', { status: 500 });
    assert.ok(await refused(stripe.balance.retrieve()) instanceof Stripe.errors.StripeAPIError);
    await fault('reset_before', { times: 2 }); // The library tries a closed connection once more by itself.
    assert.ok(await refused(stripe.balance.retrieve()) instanceof Stripe.errors.StripeConnectionError);
    await fault('malformed');
    assert.ok(await refused(stripe.balance.retrieve()) instanceof Stripe.errors.StripeError);
    assert.equal((await stripe.balance.retrieve()).object, 'balance');
  },

  async idempotency() {
    const key = { idempotencyKey: 'node-1' };
    const first = await stripe.paymentIntents.create({ amount: 500, currency: 'gbp' }, key);
    const second = await stripe.paymentIntents.create({ amount: 500, currency: 'gbp' }, key);
    assert.equal(second.id, first.id);
    assert.equal(second.lastResponse.headers['idempotent-replayed'], 'true');
    const other = await refused(stripe.paymentIntents.create({ amount: 501, currency: 'gbp' }, key));
    assert.ok(other instanceof Stripe.errors.StripeIdempotencyError);
    assert.match(other.message, /Keys for idempotent requests can only be used with the same parameters/);

    await control('faults', { kind: 'slow', match: { method: 'POST', path: '/v1/payment_intents' }, delay_ms: 1500 });
    const slow = stripe.paymentIntents.create({ amount: 600, currency: 'gbp' }, { idempotencyKey: 'node-2' });
    let clash = null;
    while (clash === null) clash = await stripe.paymentIntents.create({ amount: 600, currency: 'gbp' }, { idempotencyKey: 'node-2' }).then(() => 'answered', e => e);
    if (clash !== 'answered') assert.deepEqual([clash.statusCode, clash.code], [409, 'idempotency_key_in_use']);
    assert.match((await slow).id, /^pi_/);

    // The answer is lost after the execution; the library's own retry gets the kept one.
    const before = (await stripe.paymentIntents.list({ limit: 100 })).data.length;
    await control('faults', { kind: 'reset_after', match: { method: 'POST', path: '/v1/payment_intents' } });
    const retried = await connect('sk_test_node', { maxNetworkRetries: 2 }).paymentIntents.create({ amount: 700, currency: 'gbp' });
    assert.equal(retried.amount, 700);
    assert.equal((await stripe.paymentIntents.list({ limit: 100 })).data.length, before + 1);
  },

  async payouts() {
    await stripe.paymentIntents.create({ amount: 20000, currency: 'gbp', confirm: true, payment_method: 'pm_card_bypassPending' });
    const run = await control('payouts/run', { currency: 'gbp' });
    assert.deepEqual([run.object, run.automatic, run.status, run.amount], ['payout', true, 'pending', 20000 - 670]);
    await control(`payouts/${run.id}/pay`, {});
    const paidOut = await stripe.payouts.retrieve(run.id);
    assert.deepEqual([paidOut.status, paidOut.reconciliation_status], ['paid', 'completed']);
    const rows = await stripe.balanceTransactions.list({ payout: run.id, limit: 1 }).autoPagingToArray({ limit: 100 });
    assert.deepEqual([rows.length, rows.reduce((sum, r) => sum + r.net, 0)], [2, 0]);
    await control(`payouts/${run.id}/fail`, { failure_code: 'account_closed' });
    const failed = await stripe.payouts.retrieve(run.id, { expand: ['failure_balance_transaction'] });
    assert.deepEqual([failed.status, failed.failure_code, failed.failure_balance_transaction.amount], ['failed', 'account_closed', 19330]);
    assert.deepEqual((await stripe.payouts.list({ status: 'failed' })).data.map(p => p.id), [run.id]);
  },

  async 'webhook endpoints'() {
    const made = await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hooks', enabled_events: ['charge.succeeded'], api_version: '2026-10-28.endive' });
    assert.match(made.secret, /^whsec_/);
    assert.equal((await stripe.webhookEndpoints.retrieve(made.id)).secret, undefined);
    assert.equal((await stripe.webhookEndpoints.update(made.id, { disabled: true })).status, 'disabled');
    assert.equal((await stripe.webhookEndpoints.del(made.id)).deleted, true);
    assert.equal((await refused(stripe.webhookEndpoints.retrieve(made.id))).code, 'resource_missing');
    await paid();
    const happened = (await stripe.events.list({ type: 'checkout.session.completed' })).data[0];
    assert.equal((await stripe.events.retrieve(happened.id)).data.object.object, 'checkout.session');
  },
};

const name = process.argv[2];
if (!(name in scenarios)) throw new Error(`No scenario ${name}: ${Object.keys(scenarios).join(', ')}`);
await scenarios[name]();
