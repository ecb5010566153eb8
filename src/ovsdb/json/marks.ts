/**
 * Where the rows of a message lie, as the scanner saw them go by.
 *
 *     container of rows:  { "0b7e…": ROW , "13c2…": ROW }      at row depth − 1
 *                         ^start     ^row marks          ^end
 *
 * Plain numbers in typed arrays: a million rows are 16 MB here, and would be 100 MB as objects.
 */
export class Marks {
  private rows = new Float64Array(64);
  private rowNumbers = 0;
  /** Start, end, number of the first row, number after the last row. */
  private containers = new Float64Array(32);
  private containerNumbers = 0;

  get rowCount(): number {
    return this.rowNumbers >> 1;
  }

  get containerCount(): number {
    return this.containerNumbers >> 2;
  }

  /** To be called with the start of each row, then with its end. */
  row(offset: number): void {
    if (this.rowNumbers === this.rows.length) this.rows = doubled(this.rows);
    this.rows[this.rowNumbers++] = offset;
  }

  openContainer(offset: number): void {
    if (this.containerNumbers === this.containers.length) this.containers = doubled(this.containers);
    this.containers[this.containerNumbers] = offset;
    this.containers[this.containerNumbers + 2] = this.rowCount;
    this.containerNumbers += 4;
  }

  closeContainer(offset: number): void {
    this.containers[this.containerNumbers - 3] = offset;
    this.containers[this.containerNumbers - 1] = this.rowCount;
  }

  rowStart(number: number): number {
    return this.rows[2 * number] as number;
  }

  rowEnd(number: number): number {
    return this.rows[2 * number + 1] as number;
  }

  containerStart(number: number): number {
    return this.containers[4 * number] as number;
  }

  containerEnd(number: number): number {
    return this.containers[4 * number + 1] as number;
  }

  firstRow(number: number): number {
    return this.containers[4 * number + 2] as number;
  }

  /** The number after that of the last row. */
  endRow(number: number): number {
    return this.containers[4 * number + 3] as number;
  }

  clear(): void {
    this.rowNumbers = this.containerNumbers = 0;
  }
}

const doubled = (numbers: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
};
