// Stripe's own client for Node, pointed at the sandbox, and a payer with no more than HTTP.
import Stripe from 'stripe';

export const sandbox = new URL(process.env.SANDBOX_URL);

export const connect = (key = 'sk_test_node', options = {}) =>
  new Stripe(key, { host: sandbox.hostname, port: sandbox.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...options });

export const stripe = connect();

export async function control(path, body) {
  const answer = await fetch(new URL(`/_sandbox/${path}`, sandbox), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: 'Bearer sk_test_node', 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export const sessionParams = (amount = 9700, more = {}) => ({
  mode: 'payment',
  ui_mode: 'hosted_page',
  success_url: 'http://127.0.0.1:9/return?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://127.0.0.1:9/cancelled',
  client_reference_id: 'order-1',
  metadata: { order: '1' },
  line_items: [{ quantity: 1, price_data: { currency: 'gbp', unit_amount: amount, tax_behavior: 'inclusive', product_data: { name: 'Skip permit' } } }],
  payment_intent_data: { description: 'Order 1' },
  ...more,
});

/** Shows the hosted page, sends its form as a browser would, and answers what came back. */
export async function pay(url, card) {
  const page = await fetch(url);
  const cookie = page.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');
  const token = /name="csrf" value="([^"]+)"/.exec(await page.text())[1];
  const fields = { csrf: token, email: 'pat@example.com', number: card, expiry: '12/34', cvc: '123', name: 'Pat Payer', postcode: 'AB1 2CD' };
  const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams(fields) });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

export async function paid(amount = 9700, card = '4000008260000000') {
  const session = await stripe.checkout.sessions.create(sessionParams(amount));
  const answer = await pay(session.url, card);
  if (answer.status !== 303) throw new Error(answer.text);
  return stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge.balance_transaction'] });
}

/** The error a promise is refused with. */
export async function refused(promise) {
  try {
    await promise;
  } catch (e) {
    return e;
  }
  throw new Error('It was not refused.');
}
