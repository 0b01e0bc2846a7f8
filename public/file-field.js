// <file-field>: files are sent as soon as they are chosen, dropped or pasted, so that the form they go with is sent at
// once. Without this module it holds the browser's own field, which sends them with the form.
const most = () => Number(document.documentElement.dataset.mostUploadBytes) || Infinity;
const icon = (name) => `<svg class="icon" aria-hidden="true"><use href="/icons.svg#${name}"></use></svg>`;

customElements.define('file-field', class extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector('input[type=file]');
    // Emptied at once, so that no form sends the same file again.
    input.addEventListener('change', () => { this.take([...input.files]); input.value = ''; });
    this.list.addEventListener('click', (event) => this.leaveOut(event.target.closest('button')));
    this.form = this.closest('form');
    const on = (kind, run) => this.form.addEventListener(kind, run, { signal: this.gone.signal });
    on('dragover', (event) => this.over(event, true));
    on('dragleave', (event) => this.over(event, this.form.contains(event.relatedTarget)));
    on('drop', (event) => { this.over(event, false); this.take(event.dataTransfer.files); });
    on('paste', (event) => { if (event.clipboardData.files.length) { event.preventDefault(); this.take(event.clipboardData.files); } });
    // Before anybody else hears of it: a message waits for its files.
    document.addEventListener('submit', (event) => event.target === this.form && this.wait(event), { capture: true, signal: this.gone.signal });
  }

  disconnectedCallback() { this.gone.abort(); }

  gone = new AbortController();

  get list() { return this.querySelector('ul'); }

  over(event, is) {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    this.form.toggleAttribute('data-dropping', is);
  }

  say(words) { this.querySelector('[role=status]').textContent = words; }

  take(files) {
    for (const file of files) {
      const item = document.createElement('li');
      item.className = 'file';
      item.innerHTML = `${icon('paperclip')}<span class="file-name"></span><progress max="1" value="0"></progress><button type="button" class="icon-btn">${icon('x')}</button>`;
      item.querySelector('.file-name').textContent = file.name;
      item.querySelector('progress').ariaLabel = `Sending ${file.name}`;
      item.querySelector('button').ariaLabel = `Leave out ${file.name}`;
      const sent = this.list.querySelectorAll('.file:not(.file-refused)').length;
      this.list.append(item);
      if (sent >= Number(this.getAttribute('most'))) this.refuse(item, `Attach at most ${this.getAttribute('most')} files to one message.`);
      else if (file.size > most()) this.refuse(item, `This file is larger than ${most() / 1048576} MiB. Attach a smaller one, or share it by a link.`);
      else this.send(item, file);
    }
  }

  send(item, file) {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append('file', file);
    item.request = request;
    request.upload.onprogress = ({ loaded, total }) => { const bar = item.querySelector('progress'); if (bar) bar.value = loaded / total; };
    request.onload = () => (request.status === 201 ? this.arrived(item, JSON.parse(request.responseText).field) : this.refuse(item, request.responseText, file));
    request.onerror = () => this.refuse(item, 'The file did not arrive. Check your connection and try again.', file);
    request.open('POST', this.getAttribute('to'));
    request.send(data);
  }

  arrived(item, value) {
    const field = Object.assign(document.createElement('input'), { type: 'hidden', name: 'attachments[]', value });
    item.querySelector('progress').replaceWith(field);
    this.say(`${item.querySelector('.file-name').textContent} has arrived.`);
    this.settle();
  }

  /** `file` where trying again may help. */
  refuse(item, words, file) {
    item.classList.add('file-refused');
    const message = Object.assign(document.createElement('span'), { className: 'file-problem', textContent: words });
    message.setAttribute('role', 'alert');
    item.querySelector('progress').replaceWith(message);
    if (file) {
      const again = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-quiet', textContent: 'Try again' });
      again.addEventListener('click', (event) => { event.stopPropagation(); item.remove(); this.take([file]); });
      message.after(again);
    }
    this.waiting = undefined;
    this.settle();
  }

  leaveOut(button) {
    const item = button?.closest('.file');
    if (!item) return;
    item.request?.abort();
    item.remove();
    this.querySelector('input[type=file]').focus();
    this.settle();
  }

  wait(event) {
    if (!this.list.querySelector('progress')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = event.submitter ?? true;
    this.say('The message is sent as soon as its files have arrived.');
    this.toggleAttribute('waiting', true);
  }

  settle() {
    if (this.list.querySelector('progress')) return;
    this.toggleAttribute('waiting', false);
    const waiting = this.waiting;
    this.waiting = undefined;
    if (waiting) this.form.requestSubmit(waiting === true ? null : waiting);
  }
});
