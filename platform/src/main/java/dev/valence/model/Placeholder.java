package dev.valence.model;

class Placeholder {}
