"""Tests of Yahoo's charts as a source."""
