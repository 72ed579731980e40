import { keep } from 'shelf';

export function store(name: string): void {
  keep(`a jar of ${name}`);
}

export function taste(name: string): string {
  return `sweet ${name}`;
}
