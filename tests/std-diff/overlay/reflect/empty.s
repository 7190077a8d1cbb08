// Lets the official compiler accept functions without a body.
