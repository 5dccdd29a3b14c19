'use strict';

// Numbers as a person reads them.

function superscript(exponent) {
  const digits = [...String(Math.abs(exponent))].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]);
  return (exponent < 0 ? '⁻' : '') + digits.join('');
}

// Four significant digits, thousands apart, powers of ten as 10 with an exponent.
function shortNumber(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e7) {
    const [digits, exponent] = size.toExponential(2).split('e');
    const head = Number(digits) === 1 ? '' : `${Number(digits)}·`;
    return `${sign}${head}10${superscript(Number(exponent))}`;
  }
  return sign + (size < 1e4 ? String(Number(size.toPrecision(4))) : grouped(size));
}

// A count in full.
function grouped(value) {
  if (!Number.isFinite(value)) return '–';
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

function fixed(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

function duration(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 60) return `${Number(seconds.toPrecision(seconds < 10 ? 2 : 3))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor(whole / 60) % 60} min`;
}

// Six digits, as far as they tell anything.
function exactly(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))).replace('-', '−') : '–';
}

function percent(share) {
  return Number.isFinite(share) ? `${fixed(100 * share, 1)} %` : '–';
}

function plural(count, word) {
  return `${grouped(count)} ${word}${count === 1 ? '' : 's'}`;
}

// At most so many letters, the rest an ellipsis.
function shortened(text, longest) {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

// A setting or the like.
function plain(value) {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
