import { initAll } from '../lib/govuk/govuk-frontend.min.js'

initAll()

// Shows the price for what is chosen without a press on "Update price": asks for the same page with the choices in its
// address and takes over its price. Without it, or when it fails, the button does the same.
const form = document.querySelector('form[data-live-price]')
const price = document.getElementById('price')

if (form && price) {
  const button = form.querySelector('button[formaction]')
  let running = null

  const address = () => {
    const query = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (value !== '') query.set(name, value)
    const text = query.toString()
    return form.dataset.livePrice + (text ? '?' + text : '')
  }

  const takeOver = (page) => {
    price.replaceChildren(...page.getElementById('price').childNodes)
    for (const theirs of page.querySelectorAll('form[data-live-price] .govuk-radios__input, form[data-live-price] option')) {
      const ours = theirs.id
        ? document.getElementById(theirs.id)
        : form.querySelector(`select[name="${theirs.parentElement.name}"] option[value="${CSS.escape(theirs.value)}"]`)
      if (!ours) continue
      if (ours.tagName === 'OPTION') ours.textContent = theirs.textContent
      else takeOverHint(ours.parentElement, theirs.parentElement)
    }
  }

  const takeOverHint = (ours, theirs) => {
    const hint = theirs.querySelector('.govuk-radios__hint')
    const present = ours.querySelector('.govuk-radios__hint')
    if (!hint) present?.remove()
    else if (present) present.textContent = hint.textContent
    else ours.append(hint)
    const input = ours.querySelector('input')
    if (hint) input.setAttribute('aria-describedby', hint.id)
    else input.removeAttribute('aria-describedby')
  }

  const update = async () => {
    running?.abort()
    running = new AbortController()
    try {
      const answer = await fetch(address(), { signal: running.signal, headers: { Accept: 'text/html' } })
      if (!answer.ok) throw new Error(`status ${answer.status}`)
      takeOver(new DOMParser().parseFromString(await answer.text(), 'text/html'))
    } catch (error) {
      if (error.name !== 'AbortError' && button) button.hidden = false
    }
  }

  if (button) button.hidden = true
  form.addEventListener('change', update)
  // Back to this page: the browser has put the choices in again.
  if (address() !== form.dataset.livePrice) update()
}

// The difference of the bank lines and payouts that are ticked, without a press on "Update difference".
const matching = document.querySelector('form[data-live-difference]')

if (matching) {
  const sum = (name) => [...matching.querySelectorAll(`input[name="${name}"]:checked`)].reduce((pence, box) => pence + Number(box.dataset.pence), 0)
  const money = (pence) => `${pence < 0 ? '-' : ''}£${(Math.abs(pence) / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  const show = () => {
    const [lines, payouts] = [sum('line'), sum('payout')]
    for (const [name, pence] of [['line', lines], ['payout', payouts], ['difference', lines - payouts]])
      matching.querySelector(`[data-sum="${name}"]`).textContent = money(pence)
  }

  matching.querySelector('[data-without-script]').hidden = true
  matching.addEventListener('change', show)
  show()
}
