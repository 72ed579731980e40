export function render(names: string[]): HTMLElement {
  const list = document.createElement('ul');
  for (const name of names) {
    const item = document.createElement('li');
    item.textContent = name;
    list.append(item);
  }
  document.body.append(list);
  return list;
}
