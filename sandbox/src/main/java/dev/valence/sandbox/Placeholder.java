package dev.valence.sandbox;

class Placeholder {}
