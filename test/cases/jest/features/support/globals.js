globalThis.price = 3;
