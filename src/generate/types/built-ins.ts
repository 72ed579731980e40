/** Values for classes of JavaScript and its environments, as a person would write them. */
export const builtIns: ReadonlyMap<string, readonly string[]> = new Map([
  ['URL', ["new URL('https://example.com/a/b?x=1#top')", "new URL('http://user:pw@localhost:3000/')"]],
  ['URLSearchParams', ["new URLSearchParams('a=1&b=2&a=3')", 'new URLSearchParams()']],
  ['Error', ["new Error('went wrong')", "new RangeError('too far')", "new TypeError('not so')"]],
  ['RangeError', ["new RangeError('too far')"]],
  ['TypeError', ["new TypeError('not so')"]],
  ['SyntaxError', ["new SyntaxError('odd')"]],
  ['Uint8Array', ['new Uint8Array([1, 2, 255])', 'new Uint8Array()', "new TextEncoder().encode('abc')"]],
  ['ArrayBuffer', ['new Uint8Array([1, 2, 255]).buffer', 'new ArrayBuffer(0)']],
  ['AbortSignal', ['new AbortController().signal', 'AbortSignal.abort()']],
  ['AbortController', ['new AbortController()']],
  ['Headers', ["new Headers({ accept: 'text/html', 'x-a': '1' })", 'new Headers()']],
  [
    'Request',
    [
      "new Request('http://localhost/a?b=1')",
      "new Request('http://localhost/', { method: 'POST', body: 'a=1' })",
    ],
  ],
  ['Response', ["new Response('text')", 'new Response(null, { status: 404 })']],
  ['FormData', ['new FormData()']],
  ['TextEncoder', ['new TextEncoder()']],
  ['TextDecoder', ['new TextDecoder()']],
]);
