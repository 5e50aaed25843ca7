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

select
  : SELECT (STAR FROM? | listed (COMMA listed)* FROM) object (WHERE disjunction)?
    (ORDER BY order (COMMA order)*)? (LIMIT WORD)? EOF
  ;

order
  : listed (ASC | DESC)?
  ;

// Among fields, with nothing but commas between them, every word is one.
listed
  : field
  | NOT
  | AND
  | OR
  ;

// An object may be called ORDER; where another keyword stands, the object has been forgotten.
object
  : WORD
  | BACKTICKED
  | ORDER
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
  | name test              # negatedPredicate
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
  : name
  | LIKE
  | IN
  | IS
  ;

name
  : WORD
  | BACKTICKED
  | NULL
  | SELECT
  | FROM
  | WHERE
  | ORDER
  | BY
  | ASC
  | DESC
  | LIMIT
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

SELECT: 'SELECT';
FROM: 'FROM';
WHERE: 'WHERE';
ORDER: 'ORDER';
BY: 'BY';
ASC: 'ASC';
DESC: 'DESC';
LIMIT: 'LIMIT';

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
STAR: '*';

TEXT
  : '\'' (~'\'' | '\'\'')* '\''
  | '"' (~'"' | '""')* '"'
  ;

BACKTICKED: '`' ~'`'+ '`';

// Everything else that holds together: names of fields may have dots, brackets and signs.
WORD: ~[\p{White_Space}'"`=!<>(),*] ~[\p{White_Space}'"`=!<>(),]*;

BLANK: [\p{White_Space}]+ -> skip;

// So that the parser sees every fault: a quote that is not closed, a lone exclamation mark.
OTHER: .;
