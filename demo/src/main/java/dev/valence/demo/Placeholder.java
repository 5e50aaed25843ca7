package dev.valence.demo;

class Placeholder {}
