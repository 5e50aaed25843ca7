/*
 * The query language (contract, core 5.6). Every decision is made by the next token alone, so that
 * what is expected at a fault is known exactly.
 */
grammar Ceql;

options {
  caseInsensitive = true;
}

where
  : disjunction EOF
  ;

disjunction
  : conjunction (OR conjunction)*
  ;

conjunction
  : factor (AND factor)*
  ;

factor
  : LEFT disjunction RIGHT # group
  | field test             # predicate
  | NOT negated            # negation
  ;

// What stands after NOT. A test there belongs to a field that is called so; other fields with names
// of keywords stand in backticks there.
negated
  : LEFT disjunction RIGHT # negatedGroup
  | afterNot test          # negatedPredicate
  | plainTest              # predicateOfNot
  | NOT negated            # negationOfNot
  ;

test
  : plainTest      # plain
  | NOT membership # notMember
  ;

plainTest
  : operator literal # comparison
  | membership       # member
  | IS NOT? NULL     # isNull
  ;

membership
  : LIKE TEXT                              # like
  | IN LEFT literal (COMMA literal)* RIGHT # in
  ;

field
  : WORD
  | BACKTICKED
  | LIKE
  | IN
  | IS
  | NULL
  ;

afterNot
  : WORD
  | BACKTICKED
  | NULL
  ;

operator
  : EQUAL
  | NOT_EQUAL
  | UNEQUAL
  | LESS
  | GREATER
  | LESS_OR_EQUAL
  | GREATER_OR_EQUAL
  ;

// A word is a number, a boolean or a date.
literal
  : TEXT
  | WORD
  ;

AND: 'AND';
OR: 'OR';
LIKE: 'LIKE';
IN: 'IN';
IS: 'IS';
NOT: 'NOT';
NULL: 'NULL';

EQUAL: '=';
NOT_EQUAL: '!=';
UNEQUAL: '<>';
LESS: '<';
GREATER: '>';
LESS_OR_EQUAL: '<=';
GREATER_OR_EQUAL: '>=';

LEFT: '(';
RIGHT: ')';
COMMA: ',';

TEXT
  : '\'' (~'\'' | '\'\'')* '\''
  | '"' (~'"' | '""')* '"'
  ;

BACKTICKED: '`' ~'`'+ '`';

// Everything else that holds together: names of fields may have dots, brackets and signs.
WORD: ~[\p{White_Space}'"`=!<>(),]+;

BLANK: [\p{White_Space}]+ -> skip;

// So that the parser sees every fault: a quote that is not closed, a lone exclamation mark.
OTHER: .;
