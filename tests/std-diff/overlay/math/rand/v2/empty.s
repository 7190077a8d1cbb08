// Lets a function without a body compile: it is linked from the runtime.
