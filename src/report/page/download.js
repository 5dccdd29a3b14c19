// Files made here, and handed to the browser.

function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = add(document.body, 'a', { href: url, download: name });
  link.click();
  link.remove();
  URL.revokeObjectURL(url);
}

function csvText(rows) {
  const quoted = (cell) => {
    const text = cell === null || cell === undefined ? '' : String(cell);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
}
