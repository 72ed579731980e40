let open = false;
let turns = 0;

export function turn(): string {
  open = !open;
  turns = turns + 1;
  return open ? 'open' : 'closed';
}
