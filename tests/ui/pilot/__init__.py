"""How the pilot of Textual drives an app in these tests: it waits for the app and draws what R2K draws."""
