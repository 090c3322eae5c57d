/** A test that expects nothing cannot fail, whatever it does. Inside a property, what it expects counts. */
beforeEach(() => expect.hasAssertions());
