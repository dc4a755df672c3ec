import { initAll } from '../lib/govuk/govuk-frontend.min.js'

initAll()

// <form data-live="price">: when a choice changes, the element with that id is fetched anew for the new choices.
// Without JavaScript the form's "Update" button (data-live-button) does the same.
for (const form of document.querySelectorAll('form[data-live]')) {
  const target = document.getElementById(form.dataset.live)
  if (!target) continue
  for (const button of form.querySelectorAll('[data-live-button]')) button.hidden = true
  let latest
  form.addEventListener('change', async () => {
    latest?.abort()
    latest = new AbortController()
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`
    try {
      const answer = await fetch(address, { signal: latest.signal })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const fresh = page.getElementById(target.id)
      if (fresh) target.replaceChildren(...fresh.childNodes)
    } catch (fault) {
      if (fault.name !== 'AbortError') for (const button of form.querySelectorAll('[data-live-button]')) button.hidden = false
    }
  })
}
