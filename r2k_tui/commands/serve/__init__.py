"""An engine or a web server without a screen."""
