// Prints a CSV of N tickets for `tutta import`: spread over a year, over the demo's groups and agents; or held by `nobody`.
const count = Number(process.argv[2] ?? 100_000);
const groups = { 'Robot Support': ['amara.diallo', 'ben.whitaker'], 'Orders & Shipping': ['daniel.reyes', 'chloe.fischer'], 'Controller Software': ['emi.tanaka'], Bench: [] };
const names = Object.keys(groups);
const statuses = ['open', 'pending', 'on_hold', 'resolved', 'closed', 'closed', 'closed', 'closed'];
const priorities = ['low', 'normal', 'normal', 'normal', 'high', 'urgent'];
const text = 'The arm stops in the middle of a cycle and the panel shows nothing. We restarted it twice. '.repeat(4);
const begin = Date.UTC(2025, 10, 1);
const year = 365 * 24 * 3600 * 1000;
const lines = ['external_id,subject,description,status,priority,requester_email,requester_name,group,assignee_email,resolution,created_at'];
for (let n = 0; n < count; n += 1) {
  const group = names[n % names.length];
  const people = groups[group];
  const assignee = people.length && n % 5 && process.argv[3] !== 'nobody' ? `${people[n % people.length]}@acme-robotics.example` : '';
  const status = statuses[(n * 7) % statuses.length];
  const created = new Date(begin + Math.floor((n / count) * year)).toISOString();
  lines.push([`bench-${n}`, `Unit ${n % 977} reports error ${n % 4999}`, text, status, priorities[(n * 5) % priorities.length],
    `customer${n % 2000}@bench.example`, `Customer ${n % 2000}`, `"${group}"`, assignee, status === 'closed' ? 'Replaced the part.' : '', created].join(','));
}
process.stdout.write(`${lines.join('\n')}\n`);
