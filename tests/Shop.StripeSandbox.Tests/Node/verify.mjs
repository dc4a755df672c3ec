// Reads deliveries as JSON from standard input, [{ body, signature }], and checks each twice: by the client library, and
// by hand from the words of Stripe's documentation. Prints the types of the events.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Stripe from 'stripe';

const secret = process.env.WEBHOOK_SECRET;
const stripe = new Stripe('sk_test_node');

function byHand(body, header) {
  const parts = header.split(',').map(p => p.split('='));
  const time = parts.find(([name]) => name === 't')[1];
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const expected = createHmac('sha256', secret).update(`${time}.${body}`, 'utf8').digest();
  return parts.some(([name, value]) => name === 'v1' && value.length === 64 && timingSafeEqual(Buffer.from(value, 'hex'), expected));
}

function byLibrary(body, header) {
  try {
    return stripe.webhooks.constructEvent(body, header, secret);
  } catch (e) {
    if (e instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    throw e;
  }
}

const results = JSON.parse(readFileSync(0, 'utf8')).map(({ body, signature }) => {
  const event = byLibrary(body, signature);
  if ((event !== null) !== byHand(body, signature)) throw new Error(`The library and the hand disagree about ${signature}`);
  return event === null ? 'refused' : event.type;
});
console.log(results.join('\n'));
